import { Text } from '@fluentui/react-components';
import { DoorArrowRightRegular } from '@fluentui/react-icons';
import type { TileKind } from './kind';
import { texts } from './texts';

export const exit: TileKind<'exit'> = {
  name: texts.kinds.exit,
  icon: <DoorArrowRightRegular />,
  describe: () => texts.exitText,
  make: () => ({ data: {} }),
  Edit: () => <Text>{texts.exitText}</Text>,
};
