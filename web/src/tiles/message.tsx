import type { ReactElement } from 'react';
import { MessageField } from '../journeys/fields/MessageField';
import type { TileKind } from './kind';
import { texts } from './texts';

/** The tiles that send a message: one for each channel. */
export const messageKind = <K extends 'email' | 'sms' | 'push'>(
  channel: K,
  name: string,
  icon: ReactElement,
): TileKind<'email' | 'sms' | 'push'> => ({
  name,
  icon,
  describe: ({ data }) => data.message || texts.notChosen,
  make: () => ({ data: { message: '' } }),
  Edit: ({ tile, change }) => (
    <MessageField
      channel={channel}
      value={tile.data.message}
      onChange={(message) => change({ ...tile, data: { message } }, 'message')}
    />
  ),
});
