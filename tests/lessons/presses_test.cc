// Every kind of press is done in a real world, and conditions see what it has done. The world is that of the
// lesson Names.
#include <gtest/gtest.h>

#include "sim/lab/course/lesson_course.h"
#include "sim/lab/course/lesson_player.h"
#include "sim/lab/session/native_platform.h"

namespace tlscam {
namespace {

constexpr std::string_view kLesson = R"(---
id: presses
title: Presses
minutes: 5
teaches: []
---

## Time

```press
later 200d
```

```check
{"all": [{"later": "200d"}, {"camera": "cam2", "clock_within": "1m"}]}
```

## Back in time

```press
true time 2026-11-23 11:00
```

```check
{"all": [{"not": {"later": "1d"}}, {"camera": "cam2", "clock_within": "1m"}]}
```

## Cable out

```press
cable out cam2
loss 20% openmv
delay 5ms openmv
```

```check
{"all": [{"link": "cam2", "up": false}, {"link": "openmv", "up": true, "loses": true}]}
```

## Cable in

```press
cable in cam2
loss 0% openmv
```

```check
{"all": [{"link": "cam2", "up": true}, {"link": "openmv", "loses": false}]}
```

## Services

```press
fault ntp wrong_time offset 1d | Let the time server lie
fault dns wrong_address name a.example address 192.168.1.99 | Lead a.example astray
fault dns servfail name b.example | Let DNS fail for b.example
```

```check
{"all": [{"service": "ntp", "fault": "wrong_time"}, {"service": "dns", "fault": "wrong_address"},
         {"service": "dns", "fault": "servfail"}]}
```

## Repair

```press
repair ntp
repair dns
```

```check
{"all": [{"service": "ntp", "fault": "none"}, {"service": "dns", "fault": "none"}]}
```

## A changed certificate

```press
flip byte -1 of next certificate from openmv
```

```workstation
mpremote connect openmv cp server.der server-key.der :
mpremote connect cam2 cp server.der :
mpremote connect openmv run --no-follow server.py
mpremote connect cam2 run client.py
```

```check
{"all": [{"fault": "flip", "message": "certificate", "link": "openmv"},
         {"conversation": ["cam2", "openmv"], "state": "failed", "alert_from": "client", "message": "Certificate"}]}
```

## A lost message

```press
lose next client_hello from cam2
```

```workstation
mpremote connect cam2 run client.py
```

```check
{"all": [{"fault": "lose", "message": "client_hello"},
         {"conversation": ["cam2", "openmv"], "state": "established", "resent": true, "last": true}]}
```

## What you can do now

All of it.
)";

TEST(Presses, do_what_they_say_in_a_real_world) {
  auto files = read_lesson_folder(std::filesystem::path(TLSCAM_LESSONS) / "05-names");
  ASSERT_TRUE(files) << files.error().text;
  std::erase_if(*files, [](const auto& file) { return file.first.starts_with("wrong/"); });
  files->at("lesson.md") = Bytes(kLesson.begin(), kLesson.end());
  const auto lesson = load_lesson("05-names", *files);
  ASSERT_TRUE(lesson) << lesson.error().text;
  Session::Options options;
  options.platform = [] { return native_platform(TLSCAM_CAMERA); };
  options.repeatable_keys = true;
  Session session(std::move(options));
  const auto opened = open_lesson(session, *lesson, "");
  ASSERT_TRUE(opened) << opened.error().text;
  LessonPlayer player(session, *lesson, LessonPlayer::Files::made, {});
  while (!player.run().finished()) {
    const auto played = player.play_step();
    ASSERT_TRUE(played) << played.error().text;
  }
}

}  // namespace
}  // namespace tlscam
