import type { Reporter } from '../model/reporter.ts';
import csv from './csv.ts';
import csvControls from './csv-controls.ts';
import json from './json.ts';
import sarif from './sarif.ts';
import table from './table.ts';

/** Every reporter that renders a report, the default one first. */
export const REPORTERS: readonly Reporter[] = [table, json, csv, csvControls, sarif];

/** The reporter of that id, or `undefined`. */
export const reporterById = (id: string): Reporter | undefined => REPORTERS.find((reporter) => reporter.id === id);
