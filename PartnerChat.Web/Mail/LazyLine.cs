namespace PartnerChat.Web.Mail;

/// <summary>A line that is opened for the first letter.</summary>
internal sealed class LazyLine(IPost post) : IAsyncDisposable
{
    private IPostLine? _line;

    public bool IsOpen => _line is not null;

    public async Task SendAsync(Letter letter, CancellationToken ct)
    {
        _line ??= await post.OpenAsync(ct);
        await _line.SendAsync(letter, ct);
    }

    public ValueTask DisposeAsync() => _line?.DisposeAsync() ?? ValueTask.CompletedTask;
}
