using PartnerChat.Data.Conversations;

namespace PartnerChat.Web.Messaging;

/// <summary>What a partner wants to do to a message, waiting in its lane.</summary>
internal sealed class PendingAction(MessageAction action)
{
    public MessageAction Action { get; } = action;

    public TaskCompletionSource<ActionOutcome> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Fail() => Done.TrySetException(new StoreUnavailableException());
}
