#!/bin/sh
# Reads every night what is new in a folder of dumps, and says when something is wrong.
#
#   nightly.sh DUMPS RECORDS
#
# Records go to RECORDS, one .jsonl per input; unchanged inputs are not read again. The log of the night, and the
# inputs that could not be read, are in RECORDS/log/. Exit codes: 0 all well; 1 an input could not be read, or a share
# is under its floor (a site has changed its layout); 2 wrong usage; 3 the records could not be written.
#
# In a crontab, where cron mails what is printed:  15 3 * * *  /path/to/nightly.sh /data/dumps /data/records
set -u

# Floors: the shares of lines that are recognised, and of articles with a title, a day and a body. Measure yours with
# `seedparse stats DUMPS`, and set each a little lower. SEEDPARSE_FLOORS takes the place of them.
FLOORS=${SEEDPARSE_FLOORS:-"known=0.85 title=0.95 body=0.95"}

if [ $# -ne 2 ] || [ ! -d "$1" ]; then
    echo "usage: nightly.sh DUMPS RECORDS" >&2
    exit 2
fi
dumps=$1 records=$2
mkdir -p "$records/log" || exit 3
night=$records/log/$(date +%Y-%m-%d)

# 1. What is new or changed becomes records. A failed input is tried again the next night.
seedparse "$dumps" -o "$records" --failures "$night.failures.jsonl" 2> "$night.log"
code=$?
if [ $code -gt 1 ]; then
    echo "seedparse could not run or could not write (exit code $code); see $night.log" >&2
    exit $code
fi
if [ $code -eq 1 ]; then
    echo "some inputs could not be read, one per line of $night.failures.jsonl" >&2
fi

# 2. The alarm, over the texts that came in the last 24 hours; over all of them in the first night.
set --
for floor in $FLOORS; do
    set -- "$@" --fail-under "$floor"
done
touch "$records/log/last.next"
if [ -e "$records/log/last" ]; then
    find "$dumps" -type f -newer "$records/log/last" -print0 > "$night.new"
else
    find "$dumps" -type f -print0 > "$night.new"
fi
if [ -s "$night.new" ]; then
    sort -z "$night.new" | xargs -0 seedparse stats --quiet "$@" > "$night.stats" 2> "$night.alarm"
    if grep -q 'less than' "$night.alarm"; then
        echo "a share is under its floor; what the texts hold is in $night.stats:" >&2
        grep 'less than' "$night.alarm" >&2
        code=1
    fi
fi
mv "$records/log/last.next" "$records/log/last"
rm -f "$night.new"
exit $code
