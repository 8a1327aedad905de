namespace PartnerChat.Data.Hosting;

/// <summary>A lock between processes: a file held open. The operating system lets go of it when its holder dies, however it dies.</summary>
internal sealed class FolderLock : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(50);

    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    /// <summary>Waits for the lock.</summary>
    /// <exception cref="LocalPostgresException">Somebody else holds it for longer than any start or stop takes.</exception>
    public static async Task<FolderLock> TakeAsync(string path, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (TryTake(path) is { } taken)
                return taken;
            if (patience.IsCancellationRequested)
                throw new LocalPostgresException($"Another process has been starting or stopping this PostgreSQL for {Patience.TotalMinutes} minutes: it holds {path}.");
            await Task.Delay(BetweenTries, cancellationToken);
        }
    }

    /// <summary>The lock, or null where somebody else has it.</summary>
    public static FolderLock? TryTake(string path)
    {
        try
        {
            return new FolderLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0));
        }
        catch (IOException e) when (e.GetType() == typeof(IOException))
        {
            return null;
        }
    }

    public void Dispose() => _file.Dispose();
}
