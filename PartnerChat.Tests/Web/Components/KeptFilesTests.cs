using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.AspNetCore.TestHost;
using PartnerChat.Web.Components;

namespace PartnerChat.Tests.Web.Components;

public sealed class KeptFilesTests
{
    [Theory]
    [InlineData("/kept.a1b2c3.js", "max-age=31536000, immutable", false)]
    [InlineData("/asked-for-again.js", "no-cache", true)]
    public async Task File_ThatIsKeptForGood_HasNothingToAskAgainWith(string path, string kept, bool hasTag)
    {
        await using var app = await ServeAsync(path, kept);

        var answer = await app.GetTestClient().GetAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal((hasTag, hasTag), (answer.Headers.ETag is not null, answer.Content.Headers.LastModified is not null));
        Assert.Equal(kept.Contains("immutable", StringComparison.Ordinal), answer.Headers.CacheControl!.Extensions.Count > 0);
    }

    private static async Task<WebApplication> ServeAsync(string path, string kept)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        var app = builder.Build();
        app.UseKeptFiles();
        app.MapGet(path, context =>
        {
            context.Response.Headers.CacheControl = kept;
            context.Response.Headers.ETag = "\"one\"";
            context.Response.Headers.LastModified = "Sun, 22 Nov 2026 17:00:00 GMT";
            return context.Response.WriteAsync("1;", context.RequestAborted);
        }).WithMetadata(new StaticAssetDescriptor { Route = path, AssetPath = path });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }
}
