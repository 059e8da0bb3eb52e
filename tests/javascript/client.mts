// What somebody writes who uses the API from TypeScript: openapi-fetch over the types of openapi-typescript.
import createClient from "openapi-fetch";
import type { paths } from "./api.js";

const baseUrl = process.argv[2] ?? "";
const client = createClient<paths, "application/json" | "application/problem+json">({ baseUrl });

const both = { official: ["ronald-reagan", "mikhail-gorbachev"] };
const { data, error, response } = await client.GET("/api/v1/meetings/", { params: { query: both } });
if (error) throw new Error(error.detail);
const said: string[] = data.results.map((meeting) => `${meeting.title}: ${meeting.participants[0]?.official.slug ?? ""}`);

const refused = await client.GET("/api/v1/meetings/", { params: { query: { page_size: 500 } } });
const one = await client.GET("/api/v1/officials/{slug}/", { params: { path: { slug: "ronald-reagan" } } });

console.log(
  JSON.stringify({
    count: data.count,
    total: response.headers.get("X-Total-Count"),
    said,
    refused: refused.error?.errors?.[0]?.parameter,
    name: one.data?.name,
  }),
);
