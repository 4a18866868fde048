window.YTD.tweets.part0 = [
 {
  "tweet": {
   "edit_info": {
    "initial": {}
   },
   "retweeted": false,
   "source": "<a>",
   "entities": {},
   "favorite_count": "12",
   "id_str": "901",
   "id": "901",
   "created_at": "Thu May 02 20:35:23 +0000 2024",
   "full_text": "The old mill should stay, \"as it is\", for good.",
   "lang": "en"
  }
 },
 {
  "tweet": {
   "edit_info": {
    "initial": {}
   },
   "retweeted": false,
   "source": "<a>",
   "entities": {},
   "favorite_count": "5",
   "id_str": "902",
   "id": "902",
   "created_at": "Sat May 04 09:10:46 +0000 2024",
   "full_text": "Who pays for the roof, then?\nThe town has no money; the county, neither.",
   "lang": "en",
   "in_reply_to_status_id_str": "901",
   "in_reply_to_screen_name": "z"
  }
 },
 {
  "tweet": {
   "edit_info": {
    "initial": {}
   },
   "retweeted": false,
   "source": "<a>",
   "entities": {},
   "favorite_count": "0",
   "id_str": "903",
   "id": "903",
   "created_at": "Sun May 05 21:46:09 +0000 2024",
   "full_text": "Not me 😂🔥, sorry",
   "lang": "en",
   "in_reply_to_status_id_str": "902",
   "in_reply_to_screen_name": "z"
  }
 },
 {
  "tweet": {
   "edit_info": {
    "initial": {}
   },
   "retweeted": false,
   "source": "<a>",
   "entities": {},
   "favorite_count": "3",
   "id_str": "904",
   "id": "904",
   "created_at": "Tue May 07 10:21:32 +0000 2024",
   "full_text": "Mi abuela trabajó allí, y sí: ¡vale la pena!",
   "lang": "en",
   "in_reply_to_status_id_str": "901",
   "in_reply_to_screen_name": "z"
  }
 },
 {
  "tweet": {
   "edit_info": {
    "initial": {}
   },
   "retweeted": false,
   "source": "<a>",
   "entities": {},
   "favorite_count": "7",
   "id_str": "905",
   "id": "905",
   "created_at": "Wed May 08 22:56:55 +0000 2024",
   "full_text": "磨坊很漂亮，我去年去过。",
   "lang": "en"
  }
 },
 {
  "tweet": {
   "edit_info": {
    "initial": {}
   },
   "retweeted": false,
   "source": "<a>",
   "entities": {},
   "favorite_count": "1",
   "id_str": "906",
   "id": "906",
   "created_at": "Fri May 10 11:32:18 +0000 2024",
   "full_text": "I was there too; see https://mill.example/visit?a=1&b=2 for the hours",
   "lang": "en",
   "in_reply_to_status_id_str": "905",
   "in_reply_to_screen_name": "z"
  }
 },
 {
  "tweet": {
   "edit_info": {
    "initial": {}
   },
   "retweeted": false,
   "source": "<a>",
   "entities": {},
   "favorite_count": "0",
   "id_str": "907",
   "id": "907",
   "created_at": "Sun May 12 00:07:41 +0000 2024",
   "full_text": "It is 5 < 6 kilometres from here, isn't it? Tom & Jerry live closer.",
   "lang": "en"
  }
 },
 {
  "tweet": {
   "edit_info": {
    "initial": {}
   },
   "retweeted": false,
   "source": "<a>",
   "entities": {},
   "favorite_count": "2",
   "id_str": "908",
   "id": "908",
   "created_at": "Mon May 13 12:43:04 +0000 2024",
   "full_text": "@Drew O'Neil yes\n\nand the road is closed, by the way",
   "lang": "en",
   "in_reply_to_status_id_str": "907",
   "in_reply_to_screen_name": "z"
  }
 },
 {
  "tweet": {
   "edit_info": {
    "initial": {}
   },
   "retweeted": false,
   "source": "<a>",
   "entities": {},
   "favorite_count": "0",
   "id_str": "909",
   "id": "909",
   "created_at": "Wed May 15 01:18:27 +0000 2024",
   "full_text": "Tear it down!!! Nobody needs a wheel without water...",
   "lang": "en"
  }
 },
 {
  "tweet": {
   "edit_info": {
    "initial": {}
   },
   "retweeted": false,
   "source": "<a>",
   "entities": {},
   "favorite_count": "9",
   "id_str": "910",
   "id": "910",
   "created_at": "Thu May 16 13:53:50 +0000 2024",
   "full_text": "That is untrue: the weir was mended in March.",
   "lang": "en",
   "in_reply_to_status_id_str": "909",
   "in_reply_to_screen_name": "z"
  }
 }
]