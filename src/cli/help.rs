//! Longer help of commands: what they do, with examples.

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
