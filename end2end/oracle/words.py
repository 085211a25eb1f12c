#!/usr/bin/env python3
"""A second opinion on sums in words, by num2words of PyPI (0.5.14).

Reads JSON lines `{"lang": "ru", "currency": "UAH", "amount": "21102.05", "text": …}` from standard input and compares. Prints
how many agree; exits with 1 at the first one that does not.

num2words is no authority, so it is asked with care:
* amounts go in as Decimals: an int would be taken for minor units;
* it puts a comma before the minor part, and begins with a small letter;
* its apostrophe in Ukrainian is U+0027, ours U+2019;
* in Russian it gives every group the gender of the hryvnia («одна миллион»): above the thousands its masculine words for the same
  number are compared, which the rouble has.
"""

import json
import sys
from decimal import Decimal

from num2words import num2words


def spoken(amount, lang, currency):
    return num2words(amount, lang=lang, to="currency", currency=currency, cents=False)


def expected(lang, currency, amount):
    text = spoken(amount, lang, currency)
    if lang == "ru" and currency == "UAH" and abs(amount) >= 1_000_000:
        whole = int(abs(amount))
        high, low = whole // 1_000_000 * 1_000_000, whole % 1_000_000
        in_roubles = spoken(Decimal(high), "ru", "RUB").split(" рублей")[0]
        if low == 0:
            rest = " гривен, " + text.split(", ")[1]
        else:
            rest = " " + spoken(abs(amount) - high, lang, currency)
        text = ("минус " if amount < 0 else "") + in_roubles + rest
    text = text.replace(", ", " ").replace("'", "\u2019")
    return text[0].upper() + text[1:]


def main():
    agreed = 0
    for line in sys.stdin:
        record = json.loads(line)
        wanted = expected(record["lang"], record["currency"], Decimal(record["amount"]))
        if wanted != record["text"]:
            print(f"{agreed} sums agree, then {record['amount']} {record['currency']} in {record['lang']}:")
            print(f"  ours:      {record['text']}\n  num2words: {wanted}")
            sys.exit(1)
        agreed += 1
    print(f"{agreed} sums agree")


main()
