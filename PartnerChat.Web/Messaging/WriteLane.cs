using PartnerChat.Data.Conversations;
using PartnerChat.Data.Relationships;

namespace PartnerChat.Web.Messaging;

/// <summary>One queue of writes and the loop that empties it, a batch at a time.</summary>
internal sealed class WriteLane(LaneStore store, LaneActions acting, ConversationEventBus bus, TimeProvider time)
{
    private const int MaxBatch = 500;

    // Messages wait for these, a commit each.
    private const int MaxActions = 8;

    private static readonly TimeSpan ReceiptPatience = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Queue<PendingMessage> _messages = new();
    private readonly Dictionary<(Guid, PartnerSide), PendingReceipts> _receipts = [];
    private readonly Queue<PendingAction> _actions = new();
    private TaskCompletionSource _work = NewSignal();
    private TaskCompletionSource _urgent = NewSignal();
    private bool _closed;

    public Task<MessageOutcome> SendAsync(NewMessage message)
    {
        var pending = new PendingMessage(message);
        lock (_gate)
        {
            if (_closed) return Task.FromException<MessageOutcome>(new StoreUnavailableException());
            _messages.Enqueue(pending);
            _urgent.TrySetResult();
            _work.TrySetResult();
        }

        return pending.Done.Task;
    }

    public Task MarkAsync(ReceiptRange receipt)
    {
        lock (_gate)
        {
            if (_closed) return Task.FromException(new StoreUnavailableException());
            var task = ReceiptsOf(receipt).Add(receipt);
            _work.TrySetResult();
            return task;
        }
    }

    public Task<ActionOutcome> ActAsync(MessageAction action)
    {
        var pending = new PendingAction(action);
        lock (_gate)
        {
            if (_closed) return Task.FromException<ActionOutcome>(new StoreUnavailableException());
            _actions.Enqueue(pending);
            _urgent.TrySetResult();
            _work.TrySetResult();
        }

        return pending.Done.Task;
    }

    /// <summary>Takes nothing more; <see cref="RunAsync"/> ends once all is written.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            _work.TrySetResult();
            _urgent.TrySetResult();
        }
    }

    public async Task RunAsync(CancellationToken ct)
    {
        try
        {
            while (await WaitForWorkAsync(ct))
            {
                var batch = Take();
                if (!(await WriteAsync(batch, ct) && await acting.WriteAsync(batch.Actions, ct))) await Task.Delay(RetryPause, time, ct);
            }
        }
        finally
        {
            Close();
            for (var left = Take(int.MaxValue); !left.IsEmpty; left = Take(int.MaxValue)) left.Fail();
        }
    }

    private async Task<bool> WaitForWorkAsync(CancellationToken ct)
    {
        Task work, urgent;
        lock (_gate) (work, urgent) = (_work.Task, _urgent.Task);
        await work.WaitAsync(ct);
        lock (_gate)
        {
            if (HasUrgent || _closed) return HasUrgent || _receipts.Count > 0;
            if (_receipts.Count == 0) return true;
        }

        // A receipt alone waits a moment for a message to travel with.
        await urgent.WaitAsync(ReceiptPatience, time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return true;
    }

    private bool HasUrgent => _messages.Count > 0 || _actions.Count > 0;

    private LaneBatch Take(int max = MaxBatch)
    {
        lock (_gate)
        {
            var messages = new List<PendingMessage>(Math.Min(max, _messages.Count));
            while (messages.Count < max && _messages.TryDequeue(out var next)) messages.Add(next);
            List<PendingReceipt> receipts = [.. _receipts.Values.Take(max).Select(r => r.TakeFirst())];
            foreach (var key in receipts.Select(r => KeyOf(r.Range)).Where(k => _receipts[k].IsEmpty)) _receipts.Remove(key);
            var actions = new List<PendingAction>();
            while (actions.Count < Math.Min(max, MaxActions) && _actions.TryDequeue(out var action)) actions.Add(action);
            if (!HasUrgent) _urgent = NewSignal();
            if (!HasUrgent && _receipts.Count == 0 && !_closed) _work = NewSignal();
            return new LaneBatch(messages, receipts) { Actions = actions };
        }
    }

    private async Task<bool> WriteAsync(LaneBatch batch, CancellationToken ct)
    {
        if (batch.HasNoBatch) return true;
        var answer = await WriteOrFailAsync(batch, ct);
        if (answer is not { Written: var outcome })
        {
            foreach (var pending in batch.Messages) pending.Fail();
            foreach (var pending in batch.Actions) pending.Fail();
            foreach (var receipt in batch.Receipts) PutBackUnlessClosed(receipt);
            TellToLook(batch);
            return false;
        }

        if (answer.InDoubt) TellToLook(batch);
        Publish(outcome);
        var unfinished = outcome.Unfinished.ToDictionary(KeyOf);
        foreach (var receipt in batch.Receipts)
        {
            if (unfinished.TryGetValue(KeyOf(receipt.Range), out var left)) PutBack(receipt with { Range = left });
            else receipt.Done.TrySetResult();
        }

        for (var i = 0; i < batch.Messages.Count; i++) batch.Messages[i].Done.TrySetResult(outcome.Messages[i]);
        return true;
    }

    private async Task<LaneOutcome?> WriteOrFailAsync(LaneBatch batch, CancellationToken ct)
    {
        try
        {
            return await store.WriteAsync(batch, ct);
        }
        catch
        {
            // The lane ends, and nobody may wait for it.
            batch.Fail();
            throw;
        }
    }

    // What was in doubt may have been committed and nobody told: let every session look for itself.
    private void TellToLook(LaneBatch batch)
    {
        foreach (var conversation in batch.Conversations) bus.Publish(new StoreAdvanced(conversation));
    }

    // Within a conversation the database numbers a batch's receipts before its messages. Both are told at once, to go out to a socket together.
    private void Publish(BatchOutcome outcome)
    {
        var receipts = outcome.Receipts.GroupBy(r => r.ConversationId).ToDictionary(g => g.Key, g => new ReceiptsChanged(g.Key, [.. g]));
        var now = time.GetTimestamp();
        foreach (var (message, isNew, _) in outcome.Messages)
        {
            if (!isNew || message is null) continue;
            if (receipts.Remove(message.ConversationId, out var before)) bus.Publish(before);
            bus.Publish(new MessageSent(message, message.FirstChangeSeq - 1, message.FirstChangeSeq) { CommittedAt = now });
        }

        foreach (var alone in receipts.Values) bus.Publish(alone);
    }

    private void PutBackUnlessClosed(PendingReceipt receipt)
    {
        lock (_gate)
        {
            if (_closed) receipt.Fail();
            else PutBack(receipt);
        }
    }

    private void PutBack(PendingReceipt receipt)
    {
        lock (_gate)
        {
            ReceiptsOf(receipt.Range).PutBack(receipt);
            _work.TrySetResult();
        }
    }

    private PendingReceipts ReceiptsOf(ReceiptRange range)
    {
        if (!_receipts.TryGetValue(KeyOf(range), out var pending)) _receipts[KeyOf(range)] = pending = new PendingReceipts();
        return pending;
    }

    private static (Guid, PartnerSide) KeyOf(ReceiptRange range) => (range.ConversationId, range.SenderId);

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
