#!/usr/bin/env python3
"""A second opinion on the totals of documents.

Reads JSON lines `{"terms": …, "lines": […], "result": {"Ok": …} | {"Err": …}}` from standard input, computes each
document anew and compares. Prints how many agree; exits with 1 at the first one that does not.

Written from the rules of the arithmetic, independently of the application's code, with nothing but the standard
library. Do not "align" it with the application when they disagree: find out which of the two breaks the rule.

The rules (steps of EN 16931, every named step rounded once, half away from zero, to the currency's minor unit):
1. line amount = quantity × price × (1 − discount % / 100): net in a net-priced document, gross in a gross-priced one.
2. The document discount (percent of Σ line amounts, or an amount) is spread over the lines by the largest remainder.
3. Lines are grouped by (VAT category, rate).
4. VAT = net × rate / 100, or gross × rate / (100 + rate) with net = gross − VAT; rounded on each line, or once for the
   group and then spread over its lines by the largest remainder. A document without VAT has none; in it, lines
   with a taxable rate count as those of a seller who is not a payer.
5. Σ line net = net, Σ group VAT = VAT, net + VAT = total.
Refused: quantity ≤ 0, price < 0, a percentage outside 0–100, a discount outside 0–Σ, anything beyond 63 bits.
"""

import decimal
import json
import sys
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

# Wide enough for every product here to be exact; a result that needs rounding on the way is an error of the oracle.
decimal.setcontext(decimal.Context(prec=120, rounding=ROUND_HALF_UP))

MINOR_DIGITS = {"UAH": 2, "RUB": 2, "EUR": 2, "JPY": 0, "KWD": 3}
PRINTED_ORDER = ["standard", "zero", "exempt", "not_subject", "not_payer"]
LARGEST = Decimal(2**63 - 1)
HUNDRED = Decimal(100)


class Refused(Exception):
    """The document has no totals; the argument is how that is spelled in JSON."""


def whole(value):
    """Rounds half away from zero (what `decimal` calls HALF_UP) to an integer."""
    return value.to_integral_value(rounding=ROUND_HALF_UP)


def fitting(value):
    if abs(value) > LARGEST:
        raise Refused("overflow")
    return value


def spread(total, weights):
    """Largest remainder: whole parts of a non-negative total that add up to it, ties to the earlier part."""
    if total == 0:
        return [Decimal(0)] * len(weights)
    together = sum(weights)
    parts, lost = [], []
    for position, weight in enumerate(weights):
        product = total * weight
        remainder = product % together
        parts.append(((product - remainder) / together).to_integral_value(rounding=ROUND_FLOOR))
        lost.append((-remainder, position))
    missing = int(total - sum(parts))
    for _, position in sorted(lost)[:missing]:
        parts[position] += 1
    return parts


def line_amount(index, line, digits):
    def refuse(field, reason):
        raise Refused({"line": {"index": index, "field": field, "reason": reason}})

    quantity, price, discount = (Decimal(line[key]) for key in ("quantity", "price", "discount"))
    if quantity <= 0:
        refuse("quantity", "must_be_positive")
    if price < 0:
        refuse("price", "must_not_be_negative")
    if not 0 <= discount <= 100:
        refuse("discount", "not_a_percentage")
    amount = whole((quantity * price * (1 - discount / HUNDRED)).scaleb(digits))
    if amount > LARGEST:
        refuse("amount", "too_large")
    return amount


def document_discount(discount, subtotal):
    if discount == "none":
        return Decimal(0)
    if "percent" in discount:
        percent = Decimal(discount["percent"])
        if not 0 <= percent <= 100:
            raise Refused({"discount": "not_a_percentage"})
        return whole(subtotal * percent / HUNDRED)
    amount = Decimal(discount["amount"])
    if amount < 0:
        raise Refused({"discount": "must_not_be_negative"})
    if amount > subtotal:
        raise Refused({"discount": "discount_too_large"})
    return amount


def vat_of(base, percent, mode):
    if mode == "net":
        return whole(base * percent / HUNDRED)
    if mode == "gross":
        return whole(base * percent / (HUNDRED + percent))
    return Decimal(0)


def apart(base, vat, mode):
    """Net, VAT, gross."""
    return (base - vat, vat, base) if mode == "gross" else (base, vat, base + vat)


def effective(rate, mode):
    category, percent = rate["category"], Decimal(rate["percent"])
    if mode == "without_vat" and category in ("standard", "zero"):
        return ("not_payer", Decimal(0))
    return (category, percent)


def compute(terms, lines):
    mode, digits = terms["price_mode"], MINOR_DIGITS[terms["currency"]]
    amounts = [line_amount(index, line, digits) for index, line in enumerate(lines)]
    subtotal = fitting(sum(amounts, Decimal(0)))
    discount = document_discount(terms["discount"], subtotal)
    shares = spread(discount, amounts)
    bases = [amount - share for amount, share in zip(amounts, shares)]

    rates = [effective(line["vat"], mode) for line in lines]
    vats = [Decimal(0)] * len(lines)
    groups = []
    for category, percent in sorted(set(rates), key=lambda rate: (PRINTED_ORDER.index(rate[0]), -rate[1])):
        inside = [i for i, rate in enumerate(rates) if rate == (category, percent)]
        if terms["vat_rounding"] == "line":
            for i in inside:
                vats[i] = vat_of(bases[i], percent, mode)
        else:
            once = vat_of(sum(bases[i] for i in inside), percent, mode)
            for i, part in zip(inside, spread(once, [bases[i] for i in inside])):
                vats[i] = part
        base, vat = sum(bases[i] for i in inside), sum(vats[i] for i in inside)
        net, vat, gross = apart(base, vat, mode)
        rate = {"category": category, "percent": percent}
        groups.append({"rate": rate, "net": net, "vat": vat, "gross": fitting(gross)})

    parts = [apart(base, vat, mode) for base, vat in zip(bases, vats)]
    net, vat, total = (sum((part[k] for part in parts), Decimal(0)) for k in range(3))
    if net + vat != total or sum(group["vat"] for group in groups) != vat:
        raise AssertionError("the oracle breaks its own fifth rule")
    fitting(total)
    return {
        "lines": [
            {"amount": amount, "discount_share": share, "net": part[0], "vat": part[1], "gross": part[2]}
            for amount, share, part in zip(amounts, shares, parts)
        ],
        "groups": groups,
        "subtotal": subtotal,
        "discount": discount,
        "net": net,
        "vat": vat,
        "total": total,
    }


def comparable(value, key=None):
    """Numbers as integers, percentages as decimals, so that 20 and 20.0 are equal and a float is never made."""
    if isinstance(value, dict):
        return {name: comparable(inner, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [comparable(inner) for inner in value]
    if key == "percent":
        return Decimal(value).normalize()
    if isinstance(value, Decimal):
        if value != value.to_integral_value():
            raise AssertionError("an amount of the oracle is not whole")
        return int(value)
    return value


def main():
    agreed = 0
    for text in sys.stdin:
        document = json.loads(text, parse_float=lambda number: sys.exit(f"a float in the data: {number}"))
        try:
            expected = {"Ok": compute(document["terms"], document["lines"])}
        except Refused as refused:
            expected = {"Err": refused.args[0]}
        expected, found = comparable(expected), comparable(document["result"])
        if expected != found:
            print(f"{agreed} documents agree, then:")
            print(text.strip())
            print("the oracle says:", json.dumps(expected, default=str))
            sys.exit(1)
        agreed += 1
    print(f"{agreed} documents agree")


if __name__ == "__main__":
    main()
