/* For each pattern and its answers: what the page's script says, and what V8 does. */

import { readFileSync } from "node:fs";
import { matches } from "../../plugin/rollbook/assets/pattern.js";

const asked = JSON.parse(readFileSync(0, "utf-8"));
const told = asked.map(([text, program, answers]) => {
  const theirs = new RegExp(`^(?:${text})$`, "u");
  return [answers.map((a) => matches(program, a)), answers.map((a) => theirs.test(a))];
});
process.stdout.write(JSON.stringify(told));
