import { ChatRegular } from '@fluentui/react-icons';
import { messageKind } from './message';
import { texts } from './texts';

export const sms = messageKind('sms', texts.kinds.sms, <ChatRegular />);
