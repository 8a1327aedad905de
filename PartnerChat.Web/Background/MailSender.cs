using PartnerChat.Data.Mail;
using PartnerChat.Web.Mail;

namespace PartnerChat.Web.Background;

/// <summary>
/// Sends what is in the queue of mails. Any number of nodes may do so at once. A node that dies between the server's answer and the mark in the
/// database sends that one mail again after its lease, under the same message id; nothing else goes out twice, and nothing is lost.
/// </summary>
internal sealed partial class MailSender(MailStore store, MailSeal seal, IPost post, MailSetup setup, MailBell bell, IServiceScopeFactory scopes, TimeProvider time,
    ILogger<MailSender> logger) : BackgroundService
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan BetweenSweeps = TimeSpan.FromMinutes(10);

    /// <summary>Well within the lease.</summary>
    private static readonly TimeSpan AttemptTakesAtMost = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(5);

    private DateTimeOffset _sweptAt;
    private bool _isAway;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!setup.IsOn) return;
        while (!stoppingToken.IsCancellationRequested)
        {
            await LookAsync(stoppingToken);
            await bell.WaitAsync(BetweenLooks, time, stoppingToken);
        }
    }

    private async Task LookAsync(CancellationToken ct)
    {
        try
        {
            await SendDueAsync(ct);
            if (time.GetUtcNow() - _sweptAt >= BetweenSweeps)
            {
                await store.SweepAsync(ct);
                _sweptAt = time.GetUtcNow();
            }

            _isAway = false;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            if (!_isAway) LogAway(e, e.GetType().Name);
            _isAway = true;
        }
    }

    // Over one line, until none is due or the line fails; then the next look opens another.
    private async Task SendDueAsync(CancellationToken ct)
    {
        await using var line = new LazyLine(post);
        while (await store.ClaimAsync(ct) is { } mail && await SendAsync(mail, line, ct))
        {
            // The next one.
        }
    }

    /// <summary>False once the line is of no use.</summary>
    private async Task<bool> SendAsync(ClaimedMail mail, LazyLine line, CancellationToken ct)
    {
        if (mail.UselessAt <= time.GetUtcNow())
        {
            await store.FinishAsync(mail, "failed", "late", ct);
            LogGivenUp(mail.Id, mail.Kind, mail.Attempt, "late");
            return true;
        }

        if (await WriteAsync(mail) is not { } letter)
        {
            await store.FinishAsync(mail, "dropped", null, ct);
            return true;
        }

        using var patience = new CancellationTokenSource(AttemptTakesAtMost, time);
        // A letter that is under way while we are stopped may arrive: cut off, it would be sent again.
        await using var stopping = ct.Register(() => patience.CancelAfter(LastWords));
        try
        {
            await line.SendAsync(letter, patience.Token);
        }
        catch (Exception e) when (MailFault.IsKnown(e))
        {
            var fault = MailFault.Of(e, line.IsOpen);
            await PutOffAsync(mail, fault, CancellationToken.None);
            return !fault.IsOfLine;
        }

        await store.FinishAsync(mail, "sent", null, CancellationToken.None);
        LogSent(mail.Id, mail.Kind, mail.Attempt);
        return true;
    }

    private async Task<Letter?> WriteAsync(ClaimedMail mail)
    {
        if (!Enum.TryParse<MailKind>(mail.Kind, out var kind) || seal.Open(mail.Sealed) is not { } envelope) return null;
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<LetterWriter>().WriteAsync(mail.Id, kind, envelope, mail.QueuedAt);
    }

    private async Task PutOffAsync(ClaimedMail mail, MailFault fault, CancellationToken ct)
    {
        var next = time.GetUtcNow() + Backoff.After(mail.Attempt);
        if (fault.IsFinal || next >= mail.UselessAt)
        {
            await store.FinishAsync(mail, "failed", fault.Class, ct);
            LogGivenUp(mail.Id, mail.Kind, mail.Attempt, fault.Class);
            return;
        }

        await store.RetryAsync(mail, next, fault.Class, ct);
        LogPutOff(mail.Id, mail.Kind, mail.Attempt, fault.Class);
    }

    [LoggerMessage(LogLevel.Information, "Mail {MailId} ({Kind}) was sent at attempt {Attempt}")]
    private partial void LogSent(Guid mailId, string kind, int attempt);

    [LoggerMessage(LogLevel.Warning, "Mail {MailId} ({Kind}) was not sent at attempt {Attempt} ({Fault}); it is tried again")]
    private partial void LogPutOff(Guid mailId, string kind, int attempt, string fault);

    [LoggerMessage(LogLevel.Error, "Mail {MailId} ({Kind}) was given up after attempt {Attempt} ({Fault})")]
    private partial void LogGivenUp(Guid mailId, string kind, int attempt, string fault);

    [LoggerMessage(LogLevel.Warning, "The queue of mails could not be worked on: {Fault}")]
    private partial void LogAway(Exception exception, string fault);
}
