// What a browser can say at once of what was typed; the site decides, and reads more (spelt numbers, other units).
import { say } from "./words";

const WIDE = "０１２３４５６７８９．－，／＋％";
const NARROW = "0123456789.-,/+%";
const NUMBER = /^[+-]?(\d{1,3}(,\d{3})+|\d{1,4}(,\d{4})+|\d+|(?=\.\d))(\.\d*)?$/;
const WRITTEN = /^[¥￥(（+-]?[\d.〇零一二三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟]/;
const DATE = /^(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?$/;
const NUMBERS = ["number", "integer", "money", "percent"];

export interface Rules {
  kind: string;
  min: string;
  max: string;
  reasons: string[]; // words that may stand where a figure would
}

export function narrowed(text: string): string {
  return [...text].map((sign) => (WIDE.includes(sign) ? NARROW[WIDE.indexOf(sign)] : sign)).join("").trim();
}

// The sentence to be shown under the box, or nothing.
export function wrong(typed: string, rules: Rules): string {
  const text = narrowed(typed);
  if (!text || rules.reasons.includes(text)) return "";
  if (rules.kind === "date") return isDate(text) ? "" : say("date");
  if (!NUMBERS.includes(rules.kind)) return "";
  if (!NUMBER.test(text.replaceAll(" ", ""))) return WRITTEN.test(text) ? "" : say("number");
  const value = Number(text.replaceAll(/[ ,]/g, ""));
  if (rules.kind === "integer" && !Number.isInteger(value)) return say("whole");
  if (rules.min && value < Number(rules.min)) return say("min", { bound: rules.min });
  if (rules.max && value > Number(rules.max)) return say("max", { bound: rules.max });
  return "";
}

function isDate(text: string): boolean {
  const found = DATE.exec(text);
  if (!found) return false;
  const [year, month, day] = found.slice(1).map(Number) as [number, number, number];
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}
