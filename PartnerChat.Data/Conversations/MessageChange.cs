namespace PartnerChat.Data.Conversations;

/// <summary>
/// One line of the log that answers "what changed after N": at number <see cref="ChangeSeq"/> the message at <see cref="Seq"/> was
/// made or changed. Insert only; lines that a later one of the same message supersedes may be swept, a <see cref="Made"/> line never.
/// </summary>
public sealed class MessageChange
{
    public Guid ConversationId { get; init; }

    public long ChangeSeq { get; init; }

    public long Seq { get; init; }

    public bool Made { get; init; }
}
