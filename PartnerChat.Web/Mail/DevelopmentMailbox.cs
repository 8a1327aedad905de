using System.Collections.Concurrent;

namespace PartnerChat.Web.Mail;

/// <summary>In place of a mail server in Development: keeps the last letters for the page that shows them, and sends none.</summary>
internal sealed class DevelopmentMailbox : IPost, IPostLine
{
    private const int MostKept = 100;

    private readonly ConcurrentQueue<Letter> _letters = new();

    /// <summary>The newest first.</summary>
    public IReadOnlyList<Letter> Letters => [.. _letters.Reverse()];

    public Task<IPostLine> OpenAsync(CancellationToken ct) => Task.FromResult<IPostLine>(this);

    public Task SendAsync(Letter letter, CancellationToken ct)
    {
        _letters.Enqueue(letter);
        while (_letters.Count > MostKept && _letters.TryDequeue(out _))
        {
            // The oldest go.
        }

        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
