import { CopyRegular, DeleteRegular, OpenRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { Command } from '../parts/Commands';
import { CopySegment, RemoveSegment } from './dialogs';
import { journeyFrom, openSegment } from './places';
import type { Segment } from './queries';
import { texts } from './texts';

/** What can be done with a segment; each says why not where it cannot be done. */
export function SegmentCommands(props: {
  segment: Pick<Segment, 'name' | 'source' | 'page' | 'members'> | undefined;
  onRemoved?: () => void;
}) {
  const { segment } = props;
  const navigate = useNavigate();
  const [dialog, setDialog] = useState<'copy' | 'remove'>();
  const none = segment === undefined ? texts.selectFirst : undefined;
  const noChange = none ?? (segment?.source === 'outbound-marketing' ? undefined : texts.readOnly);
  const close = () => setDialog(undefined);
  return (
    <>
      <Command
        name={texts.newJourney}
        primary={segment !== undefined}
        needs="edit"
        why={none}
        onClick={() => segment && void navigate(journeyFrom(segment.name))}
      />
      <Command
        name={texts.open}
        icon={<OpenRegular />}
        why={none}
        onClick={() => segment && openSegment(segment, navigate)}
      />
      <Command name={texts.copy} icon={<CopyRegular />} needs="edit" why={noChange} onClick={() => setDialog('copy')} />
      <Command
        name={texts.remove}
        icon={<DeleteRegular />}
        needs="edit"
        why={noChange}
        onClick={() => setDialog('remove')}
      />
      {segment && dialog === 'copy' && <CopySegment name={segment.name} onClose={close} />}
      {segment && dialog === 'remove' && (
        <RemoveSegment
          name={segment.name}
          members={segment.members}
          onClose={close}
          {...(props.onRemoved ? { onRemoved: props.onRemoved } : {})}
        />
      )}
    </>
  );
}
