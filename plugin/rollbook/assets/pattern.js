// @ts-check
/* Patterns: whether a whole answer looks as an SOP says, in time that grows with its length.

   A browser's own regular expressions can take years for forty letters. What stands here follows
   all ways through the pattern's program at once; `model/pattern.py` compiles it and says how. */

/** @typedef {["in", ...number[]] | ["or", number, number] | ["end"]} Instruction */

/** No longer answer fits any pattern. */
const MOST_CHARACTERS = 1000;

/** @param {Instruction[]} program @param {string} text */
export function matches(program, text) {
  const characters = Array.from(text, (character) => character.codePointAt(0) ?? 0);
  if (characters.length > MOST_CHARACTERS) return false;
  let ways = from(program, [0]);
  for (const character of characters) {
    const taken = ways.filter((way) => takes(program[way], character));
    ways = from(program, taken.map((way) => way + 1));
  }
  return ways.some((way) => program[way][0] === "end");
}

/** @param {Instruction[]} program @param {number[]} starts The instructions that can be next. */
function from(program, starts) {
  const found = new Set();
  const todo = [...starts];
  for (let at = todo.pop(); at !== undefined; at = todo.pop()) {
    const instruction = program[at];
    if (found.has(at)) continue;
    found.add(at);
    if (instruction[0] === "or") todo.push(instruction[1], instruction[2]);
  }
  return [...found];
}

/** @param {Instruction} instruction @param {number} character */
function takes([kind, ...ranges], character) {
  if (kind !== "in") return false;
  for (let at = 0; at < ranges.length; at += 2) {
    if (ranges[at] <= character && character <= ranges[at + 1]) return true;
  }
  return false;
}
