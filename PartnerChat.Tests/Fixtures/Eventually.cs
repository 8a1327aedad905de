namespace PartnerChat.Tests.Fixtures;

/// <summary>Waits for what happens by itself.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(10);

    public static Task HoldsAsync(Func<bool> condition, CancellationToken ct) => HoldsAsync(() => Task.FromResult(condition()), ct);

    /// <summary>Returns once the condition holds; fails after 30 s.</summary>
    public static async Task HoldsAsync(Func<Task<bool>> condition, CancellationToken ct)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(since) < Patience, "What was waited for did not happen within 30 s.");
            await Task.Delay(BetweenLooks, ct);
        }
    }
}
