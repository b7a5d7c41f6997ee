/* Writes the records of what somebody typed: one question a line, and one answer. */

import { createInterface } from "node:readline";
import { drillRecord, incidentRecord } from "../../plugin/rollbook/assets/record.js";
import { hides } from "../../plugin/rollbook/assets/typed.js";

for await (const line of createInterface({ input: process.stdin })) {
  const { kind, hidden, times, ...said } = JSON.parse(line);
  const about = { ...said, times: new Map(Object.entries(times ?? {})) };
  const answer =
    kind === "hides" ? hidden.map(hides)
    : kind === "incident" ? incidentRecord(about)
    : drillRecord({ ...about, kind });
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
