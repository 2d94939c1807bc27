import type { Reporter } from '../model/reporter.ts';
import csv from './csv.ts';
import html from './html.ts';
import json from './json.ts';
import table from './table.ts';

/** Every reporter that renders a report, the default one first. */
export const REPORTERS: readonly Reporter[] = [table, json, csv, html];

/** The reporter of that id, or `undefined`. */
export const reporterById = (id: string): Reporter | undefined => REPORTERS.find((reporter) => reporter.id === id);
