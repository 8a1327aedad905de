using Microsoft.Playwright;

namespace PartnerChat.Tests.Fixtures;

/// <summary>A finger on something, as the browser's own input gives it.</summary>
internal sealed class Touch(ICDPSession session, float x, float y) : IAsyncDisposable
{
    public static async Task<Touch> OnAsync(IPage page, ILocator what)
    {
        var box = (await what.Locator(".text").BoundingBoxAsync())!;
        return new Touch(await page.Context.NewCDPSessionAsync(page), box.X + 10, box.Y + 10);
    }

    public Task DownAsync() => SendAsync("touchStart", (x, y));

    public Task MoveAsync(float right, float down) => SendAsync("touchMove", (x + right, y + down));

    public Task UpAsync() => SendAsync("touchEnd");

    public async ValueTask DisposeAsync() => await session.DetachAsync();

    private async Task SendAsync(string type, params (float X, float Y)[] points) => await session.SendAsync("Input.dispatchTouchEvent", new Dictionary<string, object>
    {
        ["type"] = type,
        ["touchPoints"] = points.Select(p => new Dictionary<string, object> { ["x"] = p.X, ["y"] = p.Y }).ToArray(),
    });
}
