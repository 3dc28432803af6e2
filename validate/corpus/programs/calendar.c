// Days and dates of the Gregorian calendar (after Hinnant), and times of a day.
#include "corpus.h"

// try: is_leap(word)
EXPORT(is_leap) u32 is_leap(u32 year) {
  return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

// try: days_in(below 14, below 3000)
EXPORT(days_in) u32 days_in(u32 month, u32 year) {
  static const u8 days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (month < 1 || month > 12) return 0;
  return days[month - 1] + (month == 2 && is_leap(year));
}

// try: days_from_date(below 3000, below 13, below 32)
EXPORT(days_from_date) s32 days_from_date(s32 year, u32 month, u32 day) {
  year -= month <= 2;
  s32 era = (year >= 0 ? year : year - 399) / 400;
  u32 of_era = (u32)(year - era * 400);
  u32 of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
  return era * 146097 + (s32)(of_era * 365 + of_era / 4 - of_era / 100 + of_year) - 719468;
}

// try: year_from_days(below 2000000)
EXPORT(year_from_days) s32 year_from_days(s32 days) {
  days += 719468;
  s32 era = (days >= 0 ? days : days - 146096) / 146097;
  u32 of_era = (u32)(days - era * 146097);
  u32 year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  u32 of_year = of_era - (365 * year + year / 4 - year / 100);
  return (s32)year + era * 400 + ((5 * of_year + 2) / 153 >= 10);
}

// try: clock(bytes, below 90000)
EXPORT(clock) void clock(u8 *to, u32 seconds) {
  u32 parts[3] = {seconds / 3600 % 24, seconds / 60 % 60, seconds % 60};
  for (int part = 0; part < 3; part++) {
    *to++ = (u8)('0' + parts[part] / 10);
    *to++ = (u8)('0' + parts[part] % 10);
    if (part < 2) *to++ = ':';
  }
}
