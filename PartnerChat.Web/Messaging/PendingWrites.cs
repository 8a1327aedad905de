using PartnerChat.Data.Conversations;

namespace PartnerChat.Web.Messaging;

internal sealed class PendingMessage(NewMessage message)
{
    public NewMessage Message { get; } = message;

    public TaskCompletionSource<MessageOutcome> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Fail() => Done.TrySetException(new StoreUnavailableException());
}

internal sealed record PendingReceipt(ReceiptRange Range, TaskCompletionSource Done)
{
    public void Fail() => Done.TrySetException(new StoreUnavailableException());
}

internal sealed record LaneBatch(IReadOnlyList<PendingMessage> Messages, IReadOnlyList<PendingReceipt> Receipts)
{
    /// <summary>Done after the batch, each by itself.</summary>
    public IReadOnlyList<PendingAction> Actions { get; init; } = [];

    public bool IsEmpty => HasNoBatch && Actions.Count == 0;

    public bool HasNoBatch => Messages.Count == 0 && Receipts.Count == 0;

    public IEnumerable<Guid> Conversations =>
        Messages.Select(m => m.Message.ConversationId).Concat(Receipts.Select(r => r.Range.ConversationId)).Distinct();

    public void Fail()
    {
        foreach (var message in Messages) message.Fail();
        foreach (var receipt in Receipts) receipt.Fail();
        foreach (var action in Actions) action.Fail();
    }

    public MessageBatch ToBatch() => new([.. Messages.Select(m => m.Message)], [.. Receipts.Select(r => r.Range)]);
}

/// <summary>The receipts of one conversation and sender that wait, folded as far as their ranges touch.</summary>
internal sealed class PendingReceipts
{
    private readonly List<PendingReceipt> _ranges = [];

    public bool IsEmpty => _ranges.Count == 0;

    public Task Add(ReceiptRange range)
    {
        for (var i = 0; i < _ranges.Count; i++)
        {
            if (Fold(_ranges[i].Range, range) is not { } folded) continue;
            _ranges[i] = _ranges[i] with { Range = folded };
            return _ranges[i].Done.Task;
        }

        var pending = new PendingReceipt(range, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        _ranges.Add(pending);
        return pending.Done.Task;
    }

    public void PutBack(PendingReceipt receipt) => _ranges.Insert(0, receipt);

    public PendingReceipt TakeFirst()
    {
        var first = _ranges[0];
        _ranges.RemoveAt(0);
        return first;
    }

    private static ReceiptRange? Fold(ReceiptRange x, ReceiptRange y)
    {
        var (from, to) = (x.DeliveredFrom, x.DeliveredTo);
        var isEmpty = to <= from;
        if (y.DeliveredTo > y.DeliveredFrom)
        {
            if (!isEmpty && (y.DeliveredFrom > to || y.DeliveredTo < from)) return null;
            from = isEmpty ? y.DeliveredFrom : Math.Min(from, y.DeliveredFrom);
            to = isEmpty ? y.DeliveredTo : Math.Max(to, y.DeliveredTo);
        }

        return x with { DeliveredFrom = from, DeliveredTo = to, ReadTo = Math.Max(x.ReadTo, y.ReadTo), Position = Math.Max(x.Position, y.Position) };
    }
}
