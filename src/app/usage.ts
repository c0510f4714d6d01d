/** What `--help` says of the command line. Commands for people have a help of their own. */
export const usage = `Usage: paperboy [--json] [command …]

  paperboy                    with tokens of Slack or Discord: the bot (see README);
                              else a prompt on a terminal, or the lines on its input
  paperboy search mamba       runs one command
  paperboy --json < lines.txt one JSON object for each line, for scripts
  paperboy import FILE …      takes in papers from files; import --help says which
  paperboy enrich             asks hosts for what papers lack; enrich --help says which
  paperboy zotero [CHANNEL]   adds saved papers to a Zotero group; zotero --help says more
  paperboy backup FILE        writes all that the bot remembers to a file
  paperboy restore FILE       fills an empty database from a backup
  paperboy move --to URL      copies everything to an empty PostgreSQL database
  paperboy export             prints topics and digest settings of all channels as YAML
  paperboy plan FILE          says what such a file would change
  paperboy apply FILE         changes it; --prune removes channels that it does not name
  paperboy doctor             checks tokens, servers, clock, disk, and says what to do
  paperboy mcp                serves the Model Context Protocol on standard input and output

  --json         answer in JSON
  --no-web       no playground for the browser beside the prompt
  --corpus FILE  look things up in the papers of a file of JSON lines (id, title,
                 abstract) instead; lines are searches, and nothing is stored
  --vectors FILE with --corpus: a file that keeps the vectors of the papers
  --embed wait   wait until every paper and query has a vector, however long that
                 takes; otherwise words alone decide where vectors are late
  --role ROLE    what the bot does in this process: all (the default), or on a PostgreSQL
                 server web (Slack by HTTP), gateway (Discord, Slack's Socket Mode)
                 or worker (digests and feeds)
  --help         this text
  --version      the version`;
