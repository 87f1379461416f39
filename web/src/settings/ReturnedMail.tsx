import {
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  Text,
} from '@fluentui/react-components';
import { MailInboxRegular } from '@fluentui/react-icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, ask, type Schemas } from '../api/client';
import { formatNumber } from '../format/format';
import { Ago } from '../parts/Ago';
import { Command, Commands } from '../parts/Commands';
import { Section } from '../parts/Page';
import { Shown } from '../parts/States';
import { useTell } from '../parts/told';
import { texts as all } from './texts';

const texts = all.returns;

/** The mailbox that mail comes back to, and how its reading goes. */
export function ReturnedMail() {
  const asked = useQuery({ queryKey: ['returns'], queryFn: () => ask(api.GET('/api/v1/returns')) });
  return (
    <Section title={texts.title}>
      <Shown asked={asked}>
        {(returns) => (returns.mailbox === undefined ? <Text>{texts.none}</Text> : <Reading returns={returns} />)}
      </Shown>
    </Section>
  );
}

function Reading(props: { returns: Schemas['Returns'] }) {
  const { mailbox, folder, every, read, trouble, taken, left } = props.returns;
  const queries = useQueryClient();
  const tell = useTell();
  const now = useMutation({
    mutationFn: () => ask(api.POST('/api/v1/returns/read')),
    onSuccess: () =>
      Promise.all(['returns', 'sending', 'suppressed'].map((it) => queries.invalidateQueries({ queryKey: [it] }))),
    onError: tell.failed,
  });
  return (
    <>
      <Commands label={texts.commands}>
        <Command
          name={texts.now}
          icon={<MailInboxRegular />}
          needs="data"
          why={now.isPending ? texts.isReading : undefined}
          onClick={() => now.mutate()}
        />
      </Commands>
      <Text>
        {texts.where(folder ?? '', mailbox ?? '', every ?? '')}{' '}
        {read === undefined ? (
          texts.never
        ) : (
          <>
            {texts.read} <Ago at={read} />, {texts.taken(formatNumber(taken))}
          </>
        )}
      </Text>
      {trouble !== undefined && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{texts.trouble}</MessageBarTitle>
            {trouble}
          </MessageBarBody>
        </MessageBar>
      )}
      {left.length > 0 && <Left mails={left} />}
    </>
  );
}

function Left(props: { mails: Schemas['LeftMail'][] }) {
  return (
    <>
      <Text>{texts.leftLead}</Text>
      <Table aria-label={texts.left} size="small">
        <TableHeader>
          <TableRow>
            {[texts.from, texts.subject, texts.received, texts.why].map((name) => (
              <TableHeaderCell key={name}>{name}</TableHeaderCell>
            ))}
          </TableRow>
        </TableHeader>
        <TableBody>
          {props.mails.map((it, index) => (
            <TableRow key={index}>
              <TableCell>{it.from}</TableCell>
              <TableCell>{it.subject}</TableCell>
              <TableCell>{it.received && <Ago at={it.received} />}</TableCell>
              <TableCell>{it.why}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </>
  );
}
