//! Longer help of commands: what they do, with examples.

/// What the program is called with, and how it ends.
pub const EXAMPLES: &str = "\
Examples:
  plenary                                 open the dashboard
  plenary plan.json                       the same with your own dataset
  plenary list countries                  every country with its names
  plenary list statements meeting:som-2019
  plenary list activities country:BG year of return --format csv > bg.csv
  plenary search turkiye                  whatever has to do with that
  plenary show country:BG                 all that is known, with its sources
  plenary validate plan.json              every mistake with line and column

Exit status: 0 done; 1 the answer is no (nothing found, not valid); 2 it could
not be done. \"plenary help COMMAND\" has more.";

/// What `list` prints.
pub const LIST_HELP: &str = "\
Examples:
  plenary list countries
  plenary list statements meeting:som-2019 by:bulgaria
  plenary list commitments status:open --format md
  plenary list activities -status:held --format json

Text is a table for people. JSON is an array with one record a line, each with
\"ref\", \"kind\", \"id\" and its fields as in the dataset; what is unknown is left
out. A record's own field \"kind\" is there under the record's name before it,
such as \"meeting_kind\". CSV has the same names as columns, and lists joined
with \"; \". An empty cell is unknown; \"none\" is none.";

/// Queries, below the language.
pub const QUERY_EXAMPLES: &str = "  \
  plenary list statements by:bulgaria -type:thanks
  plenary list activities country:BG after:2020-03 before:2021
  plenary list commitments is:open has:goal
  plenary list projects funder:EU 'amount:>=1000000'
  plenary export md year:2020 kind:meeting -o -

A shell takes >, < and quotation marks for its own: 'when:>=2020', '\"a phrase\"'.";

/// What `show` prints.
pub const SHOW_HELP: &str = "\
REF is a reference such as country:BG, or an id or a name if only one record
has it.

Examples:
  plenary show country:BG
  plenary show bulgaria
  plenary show som-2019 --format md
  plenary show plan

JSON is an array with the one record, as in \"plenary list\", and with
\"backlinks\": which records name it, and in which field.";

/// What `search` finds.
pub const SEARCH_HELP: &str = "\
The kinds stand in the order of their nearest records: those whose name is
what was looked for, then those whose name or title has it, then what you
added to the dataset, unless --public is given, then the others.
A query is that of \"plenary list\"; \"plenary help query\" explains it.

Examples:
  plenary search turkiye
  plenary search return year:2020
  plenary search country:BG kind:statement,commitment --format md
  plenary search doc:som-2019 is:inferred --format json
  plenary search kind:note,statement timeline

Text and Markdown have a table for each kind. JSON is an array as in
\"plenary list\"; CSV has the columns ref, kind, id and title. Of what you
added, ref is what it hangs on, or its meeting, and id that of the journal.";

/// What `export` writes.
pub const EXPORT_HELP: &str = "\
Writes meetings and activities by date; an activity that is a meeting stands
once. The query is that of \"plenary list\"; a term may ask for a field that
only meetings or only activities have.

Examples:
  plenary export ics -o calendar.ics
  plenary export ics goal:1 year:2020 -o return.ics
  plenary export csv status:planned -o planned.csv
  plenary export md year:2020 -o -

In a calendar file an event is all day, a date that is known to the year or
month only spans all of it, and says so; what has no date is left out and
counted. The file is written whole or not at all.";

/// What `validate` tells.
pub const VALIDATE_HELP: &str = "\
Fatal: the file cannot be used. Error: that record or value is set aside and
the rest is used. Warning: everything is used. Exit status 1 when there is
anything fatal or an error.

Examples:
  plenary validate plan.json
  plenary validate - < plan.json
  plenary validate plan.json --format json";

/// What `diff` compares, and how it is read.
pub const DIFF_HELP: &str = "\
Records are the same where kind and id are; their order in the file does not
matter. Of a text the words are compared: [-gone-] and {+new+}. Of a list the
items are, of roles, sources and paragraphs what each says. With one FILE it
is compared with the dataset that would be opened without it.

Examples:
  plenary diff plan-2019-12.json plan-2020-11.json
  plenary diff plan.json
  plenary diff old.json new.json --format md > changes.md

JSON is an object with the lists \"dataset\", \"added\", \"dropped\" and \"changed\".
An \"old\" or \"new\" that is null is not known; items of lists have one of them.

Exit status: 0 they are the same; 1 they differ; 2 it could not be done.";

/// What `revise` applies, how the version is named, when nothing is written.
pub const REVISE_HELP: &str = "\
Writes a new dataset in which the accepted amendments are carried out: those
of the dataset whose status is accepted, and those of the journal that were
accepted, which become records of the dataset. The old file is never touched;
what is not concerned stays as it is, byte for byte.

The version is that of --version. Without it, it follows from the old one: a
date (2019-12) is followed by today, as precise; a number at the end (v1.4) by
the next number. Where neither is so, --version has to be given. The plan is
then revised as of today, and its changes are those of this version.

An amendment cannot be applied if what it is to replace does not stand there,
if its record or field is gone, or if another one wants it otherwise. Then
nothing is written, unless --partly is given.

Examples:
  plenary revise -o plan-2020-11.json
  plenary revise --data plan.json --version 2020-11 -o plan-2020-11.json
  plenary diff plan.json plan-2020-11.json

Exit status: 0 written; 1 nothing was accepted that is not there already; 2 it
could not be done, and nothing was written.";
