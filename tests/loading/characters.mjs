/* For each text: how the pages' script shows it. */

import { readFileSync } from "node:fs";
import { shown } from "../../plugin/rollbook/assets/characters.js";

process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, "utf-8")).map(shown)));
