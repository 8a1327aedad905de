using PartnerChat.Data.Mail;

namespace PartnerChat.Web.Mail;

/// <summary>Where mails are handed in. It returns once the mail is in the queue, which outlives us.</summary>
internal sealed class MailDesk(MailStore store, MailSetup setup, MailSeal seal, MailBell bell, TimeProvider time)
{
    /// <summary>False where nothing sends mails; then none is taken, and what needs one says so.</summary>
    public bool IsOpen => setup.IsOn;

    /// <summary>Queues a mail, unless its address had enough in the last hour, or nothing sends mails. Who asks is not told which.</summary>
    public async Task QueueAsync(MailKind kind, MailEnvelope envelope, CancellationToken ct)
    {
        if (Seal(kind, envelope) is { } mail) await QueueAsync(mail, ct);
    }

    /// <summary>Queues a mail that was sealed before.</summary>
    public async Task QueueAsync(QueuedMail mail, CancellationToken ct)
    {
        if (await store.AddAsync(mail, MailRules.LimitOf(Enum.Parse<MailKind>(mail.Kind)), ct)) bell.Ring();
    }

    /// <summary>A row to be added in the transaction of what it is about; null where nothing sends mails. It goes out within seconds after that.</summary>
    public QueuedMail? Seal(MailKind kind, MailEnvelope envelope)
    {
        if (!IsOpen) return null;
        var now = time.GetUtcNow();
        return new QueuedMail
        {
            Id = Guid.CreateVersion7(now),
            Kind = kind.ToString(),
            Sealed = seal.Close(envelope),
            AddressHash = MailSeal.Hash(envelope.To),
            QueuedAt = now,
            NextAt = now,
            UselessAt = now + MailRules.UsefulFor(kind),
        };
    }

    /// <summary>How the queue stands, for who looks after the server.</summary>
    public Task<MailQueueState> GetStateAsync(CancellationToken ct) => store.GetStateAsync(ct);
}

/// <summary>Wakes the sender of this node.</summary>
internal sealed class MailBell : IDisposable
{
    private readonly SemaphoreSlim _rung = new(0, 1);

    public void Ring()
    {
        try
        {
            _rung.Release();
        }
        catch (SemaphoreFullException)
        {
            // It rings already.
        }
    }

    /// <summary>Returns when it rings, or after that time.</summary>
    public async Task WaitAsync(TimeSpan most, TimeProvider time, CancellationToken ct)
    {
        using var patience = new CancellationTokenSource(most, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, ct);
        try
        {
            await _rung.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // Time to look by itself.
        }
    }

    public void Dispose() => _rung.Dispose();
}
