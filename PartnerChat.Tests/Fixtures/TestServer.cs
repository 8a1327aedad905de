using DotNet.Testcontainers.Configurations;
using Microsoft.Extensions.Logging.Abstractions;
using PartnerChat.Data.Hosting;
using Testcontainers.PostgreSql;

namespace PartnerChat.Tests.Fixtures;

/// <summary>
/// Where the tests' PostgreSQL comes from: the server of <c>PARTNERCHAT_TEST_DB</c>, else a container where a Docker engine runs, else a local
/// one in a temporary folder. None at all is a failure, never a skip.
/// </summary>
internal sealed class TestServer(string connectionString, Func<ValueTask> stop) : IAsyncDisposable
{
    private static readonly Dictionary<string, string> FastAndForgetful = new()
    {
        ["fsync"] = "off",
        ["synchronous_commit"] = "off",
        ["full_page_writes"] = "off",
        ["max_connections"] = "400",
    };

    public string ConnectionString => connectionString;

    public static async Task<TestServer> StartAsync()
    {
        if (Environment.GetEnvironmentVariable("PARTNERCHAT_TEST_DB") is { Length: > 0 } given)
            return new TestServer(given, () => ValueTask.CompletedTask);
        return TestcontainersSettings.OS.DockerEndpointAuthConfig is null ? await StartLocalAsync() : await StartContainerAsync();
    }

    public ValueTask DisposeAsync() => stop();

    private static async Task<TestServer> StartContainerAsync()
    {
        var settings = FastAndForgetful.SelectMany(setting => new[] { "-c", $"{setting.Key}={setting.Value}" }).ToArray();
        var container = new PostgreSqlBuilder("postgres:17-alpine").WithCommand(settings).Build();
        await container.StartAsync();
        return new TestServer(container.GetConnectionString(), container.DisposeAsync);
    }

    private static async Task<TestServer> StartLocalAsync()
    {
        await TemporaryFolders.SweepAsync();
        var folder = TemporaryFolders.NewPath();
        try
        {
            var options = new LocalPostgresOptions { DataFolder = folder, ServerSettings = FastAndForgetful };
            var postgres = await LocalPostgres.StartAsync(options, NullLogger.Instance);
            return new TestServer(postgres.ConnectionString, async () =>
            {
                await postgres.DisposeAsync();
                TemporaryFolders.Delete(folder);
            });
        }
        catch
        {
            TemporaryFolders.Delete(folder);
            throw;
        }
    }
}
