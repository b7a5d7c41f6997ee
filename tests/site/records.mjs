/* Writes the records of what somebody typed: one question a line, and one answer. */

import { createInterface } from "node:readline";
import { drillRecord, incidentRecord } from "../../plugin/rollbook/assets/record.js";
import { hides } from "../../plugin/rollbook/assets/typed.js";

for await (const line of createInterface({ input: process.stdin })) {
  const { kind, hidden, times, answers, ...said } = JSON.parse(line);
  const [took, answered] = [times, answers].map((each) => new Map(Object.entries(each ?? {})));
  const about = { ...said, times: took, answers: answered };
  const answer =
    kind === "hides" ? hidden.map(hides)
    : kind === "incident" ? incidentRecord(about)
    : drillRecord({ ...about, kind });
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
