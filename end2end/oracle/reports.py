#!/usr/bin/env python3
"""A second opinion on statements and on the report of received payments.

Reads a folder with `index.json` and the files it names, as an accountant would export them (CSV, English, UTF-8 with its mark):
the payments and the invoices of one own company, statements of its clients over several periods, reports of received payments by
several groups. Adds up what was entered, and compares. Prints how many agree; exits with 1 at the first one that does not.

Written from the rules, independently of the application's code, with nothing but the standard library. Do not "align" it with the
application when they disagree: find out which of the two breaks the rule.

The rules:
* A reversed payment counts nowhere. A refund counts as minus.
* A report over some days holds the payments of those days, by the day of the payment or by the day of the entry; each group of
  each currency is the sum of its payments.
* A statement is per own company and currency. Issued invoices are debits on their date, neither drafts nor cancelled ones; payments
  are credits on their date, refunds debits; what is written off an invoice is a credit. A part of a payment that settles an invoice
  in another currency is a debit in the payment's currency and a credit in the invoice's. A start balance stands before
  everything of its day.
* Opening balance + debits - credits = closing balance, row by row; the closing balance of all days = what is left to pay of the
  invoices - the advances + the start balance.
"""

import csv
import json
import sys
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

ZERO = Decimal(0)


class Disagreement(Exception):
    pass


def must(holds, *what):
    if not holds:
        raise Disagreement(" ".join(str(part) for part in what))


def same(told, right, *what):
    must(told == right, *what, "- told:", told, "right:", right)


def number(text):
    return Decimal(text) if text else ZERO


class Books:
    def __init__(self, folder, index):
        self.folder = folder
        self.start = index["start_balances"]
        self.names = {client["id"]: client["name"] for client in index["clients"]}
        by_kind = defaultdict(list)
        for file in index["files"]:
            by_kind[file["kind"]].append(file)
        self.payments = [row for row in self.rows(by_kind["payments"][0]) if row["State"] != "Reversed"]
        self.invoices = [
            row for row in self.rows(by_kind["invoices"][0]) if row["State"] not in ("Draft", "Cancelled")
        ]
        self.statements, self.reports = by_kind["statement"], by_kind["report"]

    def rows(self, file):
        with open(self.folder / file["file"], encoding="utf-8-sig", newline="") as source:
            return list(csv.DictReader(source))


def within(day, about):
    """Days in the spelling of ISO 8601 are in the order of their texts."""
    return (not about["from"] or day >= about["from"]) and (not about["until"] or day <= about["until"])


def check_report(books, file):
    about = file["about"]
    day = "Date" if about["basis"] == "date" else "Entered"
    key = {
        "day": lambda row: row[day],
        "month": lambda row: row[day][:8] + "01",
        "mode": lambda row: row["Mode"],
        "client": lambda row: row["Client"],
    }[about["group"]]
    right = defaultdict(lambda: [0, ZERO, 0, ZERO])
    for row in books.payments:
        if not within(row[day], about):
            continue
        sums = right[row["Currency"], key(row)]
        place = 2 if row["Kind"] == "Refund" else 0
        sums[place] += 1
        # A list counts money that went back as less than nothing.
        sums[place + 1] += number(row["Amount"]) if place == 0 else -number(row["Amount"])
    told = {}
    for row in books.rows(file):
        group = row["Currency"], row["Group"]
        must(group not in told, "the group", group, "stands there twice")
        told[group] = [int(row["Payments"]), number(row["Received"]), int(row["Refunds"]), number(row["Refunded"])]
        same(number(row["In all"]), number(row["Received"]) - number(row["Refunded"]), "the sum of", group)
    same(told, dict(right), "the report", about)
    return len(told)


def check_statement(books, file):
    about = file["about"]
    client = books.names[about["client"]]
    accounts = defaultdict(list)
    for row in books.rows(file):
        accounts[row["Currency"]].append(row)
    for currency in ("UAH", "EUR"):
        check_account(books, about, client, currency, accounts.pop(currency, []))
    must(not accounts, "a currency in which there is nothing:", list(accounts))


def check_account(books, about, client, currency, rows):
    what = f"{client} {currency} {about['from']}..{about['until']}"
    invoices = [row for row in books.invoices if row["Client"] == client and row["Currency"] == currency]
    payments = [row for row in books.payments if row["Client"] == client and row["Currency"] == currency]
    start = [row for row in books.start if row["client"] == client and row["currency"] == currency]
    incoming = [row for row in payments if row["Kind"] == "Received"]
    refunds = [{**row, "Amount": str(-number(row["Amount"]))} for row in payments if row["Kind"] == "Refund"]
    if not rows:
        for row in invoices + payments:
            must(not within(row["Date"], about), what, "is silent about", row)
        return
    opening, *entries, closing = rows
    same(opening["Document"], "Opening balance", what)
    same(closing["Document"], "Closing balance", what)
    balance, debits, credits = number(opening["Balance"]), ZERO, ZERO
    of = defaultdict(list)
    for row in entries:
        must(within(row["Date"], about), what, "has a row of another day:", row)
        debit, credit = number(row["Debit"]), number(row["Credit"])
        must(not (debit and credit), what, "has a row on both sides:", row)
        balance, debits, credits = balance + debit - credit, debits + debit, credits + credit
        same(number(row["Balance"]), balance, what, "after", row["Document"])
        of[row["Document"].removesuffix(row["No."]).strip()].append((row["Date"], row["No."], debit, credit))
    must(entries == sorted(entries, key=lambda row: row["Date"]), what, "is not in the order of days")
    same((number(closing["Debit"]), number(closing["Credit"])), (debits, credits), what, "turnover")
    same(number(closing["Balance"]), balance, what, "closing balance")

    def papers(rows, amount, side):
        found = [(row["Date"], row["No."], number(row[amount])) for row in rows if within(row["Date"], about)]
        return sorted((day, no, sum, ZERO) if side == "debit" else (day, no, ZERO, sum) for day, no, sum in found)

    def numbered(rows):
        return [{**row, "No.": row["Number"]} for row in rows]

    same(sorted(of.pop("Invoice", [])), papers(numbered(invoices), "Total", "debit"), what, "invoices")
    same(sorted(of.pop("Payment", [])), papers(incoming, "Amount", "credit"), what, "payments")
    same(sorted(of.pop("Refund", [])), papers(refunds, "Amount", "debit"), what, "refunds")
    of.pop("Start balance", None)
    moved = sum((credit for _, _, _, credit in of.pop("From payment", [])), ZERO)
    moved_out = sum((debit for _, _, debit, _ in of.pop("Settled invoice", [])), ZERO)
    written_off = sum((credit for _, _, _, credit in of.pop("Written off, invoice", [])), ZERO)
    must(not of, what, "has rows of an unknown kind:", list(of))

    if not about["from"] and not about["until"]:
        same(number(opening["Balance"]), ZERO, what, "begins with")
        left = sum((number(row["Left to pay"]) for row in invoices), ZERO)
        advances = sum((number(row["Advance"]) for row in incoming), ZERO)
        started = sum((number(row["amount"]) for row in start), ZERO)
        same(balance, left - advances + started, what, "agrees with the papers")
        # What moves: of the payments all that is neither an advance, nor given back, nor settles in their own currency.
        given_back = sum((number(row["Amount"]) for row in refunds), ZERO)
        came = sum((number(row["Amount"]) for row in incoming), ZERO)
        at_home = came - moved_out - advances - given_back
        total = sum((number(row["Total"]) for row in invoices), ZERO)
        same(total - left, at_home + moved + written_off, what, "what is paid of the invoices")


def main():
    folder = Path(sys.argv[1])
    books = Books(folder, json.loads((folder / "index.json").read_text(encoding="utf-8")))
    must(books.payments and books.invoices, "there is nothing to add up")
    groups = sum(check_report(books, file) for file in books.reports)
    must(groups > 0, "no report has a group")
    for file in books.statements:
        check_statement(books, file)
    print(f"{len(books.statements)} statements and {len(books.reports)} reports agree ({groups} groups)")


if __name__ == "__main__":
    try:
        main()
    except Disagreement as disagreement:
        print(disagreement)
        sys.exit(1)
