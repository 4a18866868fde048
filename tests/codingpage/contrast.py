"""Which texts of a page are too faint to read (WCAG 2.2, 1.4.3: at least 4.5 to 1), measured in the browser."""

FAINT = """(() => {
  const linear = (part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  const light = (colour) => {
    const [red, green, blue] = colour.match(/[\\d.]+/g).slice(0, 3).map((part) => linear(part / 255));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const ground = (node) => {
    for (; node; node = node.parentElement) {
      const colour = getComputedStyle(node).backgroundColor;
      if (!/, 0\\)$/.test(colour)) return colour;
    }
    return 'rgb(255, 255, 255)';
  };
  const says = (node) => [...node.childNodes].some((each) => each.nodeType === 3 && each.textContent.trim());
  const contrast = (node) => {
    const [a, b] = [light(getComputedStyle(node).color), light(ground(node))];
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  };
  return [...document.querySelectorAll('body *')].filter((node) => node.offsetParent && says(node))
    .map((node) => [node.textContent.slice(0, 40), contrast(node)]).filter(([, ratio]) => ratio < 4.5);
})()"""
