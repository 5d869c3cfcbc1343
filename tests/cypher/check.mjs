// Neo4j's own analyser on Cypher texts: {texts: [{name, text}], labels, relationshipTypes} on stdin, and on stdout what it
// says of each in both languages. Types and unknown procedures are not checked; a real server does that in other tests.
import { text } from "node:stream/consumers";
import { lintCypherQuery } from "@neo4j-cypher/language-support";

const LANGUAGES = ["CYPHER 5", "CYPHER 25"];
const { texts, labels, relationshipTypes } = JSON.parse(await text(process.stdin));

const parameters = (query) => Object.fromEntries([...query.matchAll(/\$(\w+)/g)].map(([, name]) => [name, null]));

const said = LANGUAGES.flatMap((language) =>
  texts.flatMap(({ name, text: query }) =>
    lintCypherQuery(`${language} ${query}`, { labels, relationshipTypes, parameters: parameters(query) }).diagnostics.map(
      ({ severity, message }) => ({ name, language, severity, message }),
    ),
  ),
);
process.stdout.write(JSON.stringify(said));
