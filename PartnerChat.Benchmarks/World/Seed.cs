using Npgsql;
using PartnerChat.Benchmarks.Harness;

namespace PartnerChat.Benchmarks.World;

/// <summary>Puts people and what they wrote into the database, as the app itself would have left it.</summary>
internal sealed class Seed(Database database) : IDisposable
{
    private readonly Lazy<SignedTickets> _tickets = new(() => new SignedTickets(database.ConnectionString));

    public static string EmailOf(Guid userId) => $"{userId:N}@example.org";

    /// <summary>That many couples, signed in, with an empty conversation each.</summary>
    public async Task<IReadOnlyList<Pair>> AddPairsAsync(int count, CancellationToken ct)
    {
        var pairs = Enumerable.Range(0, count).Select(_ => new Pair(Guid.CreateVersion7(), NewPartner("partner_a"), NewPartner("partner_b"))).ToList();
        List<SeededPartner> people = [.. pairs.SelectMany(p => new[] { p.A, p.B })];
        var relationships = pairs.ConvertAll(_ => Guid.CreateVersion7());
        await using var connection = await database.OpenAsync(ct);
        await using var command = new NpgsqlCommand(SeedSql.Pairs, connection);
        Guid[][] columns = [[.. people.Select(p => p.UserId)], [.. people.Select(p => p.SessionId)], [.. relationships], [.. pairs.Select(p => p.ConversationId)]];
        foreach (var column in columns) command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = column });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. people.Select(p => p.Stamp)] });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. people.Select(p => EmailOf(p.UserId))] });
        await command.ExecuteNonQueryAsync(ct);
        return pairs.ConvertAll(p => p with { A = _tickets.Value.SignIn(p.A), B = _tickets.Value.SignIn(p.B) });
    }

    /// <summary>Fills each of those conversations, which have to be empty, with that many messages, all read.</summary>
    public async Task AddMessagesAsync(IEnumerable<Pair> pairs, int each, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        await using (var command = new NpgsqlCommand(SeedSql.Messages, connection))
        {
            command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. pairs.Select(p => p.ConversationId)] });
            command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = each });
            await command.ExecuteNonQueryAsync(ct);
        }

        // As it stands in a database that has been there for a while.
        foreach (var sql in SeedSql.Settle)
        {
            await using var settle = new NpgsqlCommand(sql, connection);
            await settle.ExecuteNonQueryAsync(ct);
        }
    }

    public void Dispose()
    {
        if (_tickets.IsValueCreated) _tickets.Value.Dispose();
    }

    private static SeededPartner NewPartner(string side) => new(Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7().ToString(), side);
}
