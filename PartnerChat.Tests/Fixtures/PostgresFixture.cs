using Npgsql;
using PartnerChat.Data;

[assembly: AssemblyFixture(typeof(PartnerChat.Tests.Fixtures.PostgresFixture))]

namespace PartnerChat.Tests.Fixtures;

/// <summary>
/// The one PostgreSQL of a run. Take it as a constructor parameter of the test class, then
/// <c>await using var database = await postgres.CreateDatabaseAsync(TestContext.Current.CancellationToken);</c>
/// Safe for classes that run in parallel.
/// </summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    private readonly string _template = $"pc_template_{Guid.NewGuid():N}";
    private readonly SemaphoreSlim _creating = new(1);
    private TestServer? _server;
    private NpgsqlDataSource? _admin;

    private NpgsqlDataSource Admin => _admin ?? throw new InvalidOperationException("The fixture has not been initialised.");

    public async ValueTask InitializeAsync()
    {
        _server = await TestServer.StartAsync();
        _admin = NpgsqlDataSource.Create(To("postgres", pooling: false));
        await ExecuteAsync($"CREATE DATABASE {_template}", CancellationToken.None);
        await using (var template = NpgsqlDataSource.Create(To(_template, pooling: false)))
            await ChatSchema.BringUpToDateAsync(template);
        // Whatever connects to the template would make every copy fail.
        await ExecuteAsync($"ALTER DATABASE {_template} ALLOW_CONNECTIONS false", CancellationToken.None);
    }

    /// <summary>A fresh database with the whole schema and nothing in it, the caller's alone. Disposing drops it, whoever is connected.</summary>
    public async Task<TestDatabase> CreateDatabaseAsync(CancellationToken cancellationToken = default)
    {
        var name = $"pc_test_{Guid.NewGuid():N}";
        // PostgreSQL refuses to copy a template that another session is copying.
        await _creating.WaitAsync(cancellationToken);
        try
        {
            await ExecuteAsync($"CREATE DATABASE {name} TEMPLATE {_template}", cancellationToken);
        }
        finally
        {
            _creating.Release();
        }
        return new TestDatabase(To(name, pooling: true), () => ExecuteAsync($"DROP DATABASE IF EXISTS {name} WITH (FORCE)", CancellationToken.None));
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_admin is not null)
                await ExecuteAsync($"DROP DATABASE IF EXISTS {_template} WITH (FORCE)", CancellationToken.None);
        }
        finally
        {
            if (_admin is not null)
                await _admin.DisposeAsync();
            if (_server is not null)
                await _server.DisposeAsync();
            _creating.Dispose();
        }
    }

    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = Admin.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private string To(string database, bool pooling) => new NpgsqlConnectionStringBuilder(_server!.ConnectionString)
    {
        Database = database,
        Pooling = pooling,
        MaxPoolSize = 20,
        IncludeErrorDetail = true,
        GssEncryptionMode = GssEncryptionMode.Disable,
    }.ConnectionString;
}
