using Microsoft.Playwright;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Pictures;

/// <summary>The pictures of <c>docs/pictures.md</c>: that they are there, and, when <c>scripts/pictures.sh</c> asks for it, how they are taken.</summary>
public sealed class PicturesTests(PostgresFixture postgres, ChromiumFixture chromium)
{
    private static readonly string Folder = Path.Combine(Repository.Root, "docs/pictures");
    private static readonly string Page = Path.Combine(Repository.Root, "docs/pictures.md");

    // Names of scenes, or "all"; nothing in every other run of the tests.
    private static readonly string[] Asked = (Environment.GetEnvironmentVariable("PARTNERCHAT_PICTURES") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);

    [Fact]
    public async Task Page_HasAPictureOfEveryStateAndNoOther()
    {
        if (Asked.Length > 0) await TakeAsync();

        Assert.Equal(Gallery.Acts.SelectMany(a => a.Scenes).SelectMany(s => s.Files).Order(StringComparer.Ordinal), Directory.GetFiles(Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(GalleryPage.Write(Gallery.Acts), await File.ReadAllTextAsync(Page, TestContext.Current.CancellationToken));
    }

    private async Task TakeAsync()
    {
        Directory.CreateDirectory(Folder);
        var isAll = Asked.Contains("all");
        if (isAll) foreach (var old in Directory.GetFiles(Folder, "*.png")) File.Delete(old);
        TcpProxy? database = null;
        await using var server = new ChatServer(postgres)
        {
            Route = direct =>
            {
                database = TcpProxy.Before(direct, out var through);
                return through;
            },
        };
        await server.InitializeAsync();
        _ = server.BaseUrl;
        await using var line = database!;
        var missed = new List<string>();

        foreach (var scene in Gallery.Acts.SelectMany(a => a.Scenes).Where(s => isAll || Asked.Contains(s.Name)))
        {
            foreach (var look in scene.Looks)
            {
                await using var stage = new Stage(server, chromium, look) { Database = line };
                try
                {
                    await ShootAsync(scene, look, await scene.PlayAsync(stage));
                }
                catch (Exception e) when (e is PlaywrightException or TimeoutException or Xunit.Sdk.XunitException)
                {
                    missed.Add($"{scene.Name}, {look.Words}: {e.Message}");
                }

                line.Heal();
            }
        }

        await File.WriteAllTextAsync(Page, GalleryPage.Write(Gallery.Acts), TestContext.Current.CancellationToken);
        Assert.True(missed.Count == 0, string.Join("\n", missed));
    }

    private static async Task ShootAsync(Scene scene, Look look, IPage page)
    {
        foreach (var theme in Scene.Themes)
        {
            await page.EmulateMediaAsync(new() { ColorScheme = theme, ReducedMotion = ReducedMotion.Reduce });
            await page.ScreenshotAsync(new() { Path = Path.Combine(Folder, scene.FileOf(look, theme)), Animations = ScreenshotAnimations.Disabled });
        }
    }
}
