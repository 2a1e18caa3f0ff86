/**
 * Dates as years from a start and back, and in words.
 *
 * Owns the one rule by which a date becomes a number (whole years by anniversaries, then a fraction of the running year), as
 * `ifso.ground.calendar` has it. Dates are `2026-05-01`.
 */

const DAY = 86_400_000;
const MONTHS = "January February March April May June July August September October November December".split(" ");

interface Parts {
  year: number;
  month: number;
  day: number;
}

function parts(iso: string): Parts {
  const [year, month, day] = iso.split("-").map(Number) as [number, number, number];
  return { year, month, day };
}

function stamp({ year, month, day }: Parts): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getTime();
}

function iso(time: number): string {
  const date = new Date(time);
  const two = (n: number) => String(n).padStart(2, "0");
  return `${String(date.getUTCFullYear()).padStart(4, "0")}-${two(date.getUTCMonth() + 1)}-${two(date.getUTCDate())}`;
}

function leap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

/** The time stamp so many whole years after a start; 29 February falls on the 28th in other years. */
function anniversary(start: Parts, years: number): number {
  const year = start.year + years;
  const day = start.month === 2 && start.day === 29 && !leap(year) ? 28 : start.day;
  return stamp({ year, month: start.month, day });
}

/** The nearest whole number; a half goes to the even one. */
function rounded(x: number): number {
  const below = Math.floor(x);
  const rest = x - below;
  return rest > 0.5 || (rest === 0.5 && below % 2 === 1) ? below + 1 : below;
}

/** The date that lies so many years after a start, to the nearest day. */
export function dateAfter(start: string, years: number): string {
  const from = parts(start);
  const whole = Math.floor(years);
  const last = anniversary(from, whole);
  const length = (anniversary(from, whole + 1) - last) / DAY;
  return iso(last + rounded((years - whole) * length) * DAY);
}

/** The years from a start to a date, exact on anniversaries, negative where the date comes first. */
export function yearsBetween(start: string, end: string): number {
  const from = parts(start);
  const to = stamp(parts(end));
  let whole = parts(end).year - from.year;
  if (anniversary(from, whole) > to) whole -= 1;
  const last = anniversary(from, whole);
  return whole + (to - last) / (anniversary(from, whole + 1) - last);
}

/** `1 May 2036`. */
export function day(date: string): string {
  const { year, month, day } = parts(date);
  return `${day} ${MONTHS[month - 1]} ${year}`;
}

/** `May 2036`. */
export function monthYear(date: string): string {
  const { year, month } = parts(date);
  return `${MONTHS[month - 1]} ${year}`;
}

/** The date so many years after a start, in words. */
export function dayAfter(start: string, years: number): string {
  return day(dateAfter(start, years));
}

/** A median date, of which the day would say too much: month and year. */
export function monthAfter(start: string, years: number): string {
  return monthYear(dateAfter(start, years));
}
