import type { Writing } from './queries';
import { texts } from './texts';

/** What a new message of a channel says before anybody writes. */
export function startOf(channel: string, format: string): Writing {
  const text = channel === 'email' ? texts.start[format] : texts.startOf[channel];
  return { format, text: text ?? '' };
}

/** Whether nobody has written anything yet. */
export const isBegun = (channel: string, writing: Writing) => writing.text === startOf(channel, writing.format).text;
