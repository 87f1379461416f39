/** A journey as it stands in its file, in JSON. */
export interface Definition {
  journey: string;
  audience: { segments: string[]; exclude?: string[] };
  frequency: Frequency;
  every?: string;
  start?: string;
  end?: string;
  rejoin?: boolean;
  'time-zone'?: string;
  'entry-rate'?: string;
  exit?: { segments?: string[]; events?: string[] };
  goal?: { segment: string; within?: string };
  steps: StepDefinition[];
}

export type Frequency = 'one-time' | 'ongoing' | 'repeating';

/** A step: one of the kinds, and an id of its own where it has one. */
export type StepDefinition = { id?: string } & Record<string, unknown>;

export type Value = string | number | boolean | null;
