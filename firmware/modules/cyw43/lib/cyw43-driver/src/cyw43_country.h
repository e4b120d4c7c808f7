#pragma once
#define CYW43_COUNTRY(a, b, rev) ((unsigned char)(a) | ((unsigned char)(b) << 8) | ((rev) << 16))
