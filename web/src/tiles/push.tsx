import { PhoneRegular } from '@fluentui/react-icons';
import { messageKind } from './message';
import { texts } from './texts';

export const push = messageKind('push', texts.kinds.push, <PhoneRegular />);
