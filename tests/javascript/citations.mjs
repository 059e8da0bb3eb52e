// What citation-js makes of a file of citations: each work's authors, title and date, and how APA cites the first.
import { readFileSync } from "node:fs";
import { Cite } from "@citation-js/core";
import "@citation-js/plugin-bibtex";
import "@citation-js/plugin-csl";
import "@citation-js/plugin-ris";

const cite = new Cite(readFileSync(process.argv[2], "utf8"));
const works = cite.data.map(({ type, author = [], title, issued, URL }) => ({ type, author, title, issued, URL }));
console.log(JSON.stringify({ works, apa: cite.format("bibliography", { template: "apa" }) }));
