import { MailRegular } from '@fluentui/react-icons';
import { messageKind } from './message';
import { texts } from './texts';

export const email = messageKind('email', texts.kinds.email, <MailRegular />);
