using Npgsql;

namespace PartnerChat.Data;

/// <summary>
/// The role as which the app works. The connection string's user owns the tables and migrates them; every other connection starts as this role, which may
/// neither change nor remove what the audit log holds, and owns nothing.
/// </summary>
public static class AppRole
{
    private const int LongestName = 63;
    private const string Ending = "_app";
    private const int Tries = 5;

    /// <summary>Its name: the user's with <c>_app</c> behind. Two installations with users of their own on one server never share one.</summary>
    public static string NameFor(NpgsqlConnectionStringBuilder connection)
    {
        // As the driver has it where the connection string names nobody.
        var user = connection.Username ?? Environment.GetEnvironmentVariable("PGUSER") ?? Environment.UserName;
        return user[..Math.Min(user.Length, LongestName - Ending.Length)] + Ending;
    }

    /// <summary>What a connection says while it is made, so that it is this role from its first statement on; nothing that resets a session takes it off.</summary>
    internal static string OptionsFor(NpgsqlConnectionStringBuilder connection) =>
        $"{connection.Options} -c role={NameFor(connection).Replace(@"\", @"\\", StringComparison.Ordinal).Replace(" ", @"\ ", StringComparison.Ordinal)}".TrimStart();

    /// <summary>Makes the role if it is absent, and gives it what it needs and no more. Changes nothing where all is as it should be.</summary>
    /// <exception cref="AppRoleException">The user may not make it, or it may more than it should.</exception>
    internal static async Task EnsureAsync(NpgsqlConnection owner, CancellationToken ct)
    {
        var role = NameFor(new NpgsqlConnectionStringBuilder(owner.ConnectionString));
        await EnsureMemberAsync(owner, role, ct);
        if (await IsRightAsync(owner, role, ct)) return;
        await ExecuteAsync(owner, AppRoleSql.Grant(role), ct);
        if (!await IsRightAsync(owner, role, ct)) throw AppRoleException.MayTooMuch(role);
    }

    // Roles belong to the whole server, where no lock of one database holds: whoever else makes it at the same time is welcome.
    private static async Task EnsureMemberAsync(NpgsqlConnection owner, string role, CancellationToken ct)
    {
        var name = AppRoleSql.Identifier(role);
        for (var tried = 1; ; tried++)
        {
            try
            {
                await ExecuteAsync(owner, $"SET ROLE {name}", ct);
                await ExecuteAsync(owner, "RESET ROLE", ct);
                return;
            }
            catch (PostgresException e) when (tried < Tries && e.SqlState == PostgresErrorCodes.InvalidParameterValue)
            {
                await TryAsync(owner, $"CREATE ROLE {name} NOLOGIN", role, ct);
            }
            catch (PostgresException e) when (tried < Tries && e.SqlState == PostgresErrorCodes.InsufficientPrivilege)
            {
                await TryAsync(owner, $"GRANT {name} TO CURRENT_USER", role, ct);
            }
        }
    }

    private static async Task TryAsync(NpgsqlConnection owner, string sql, string role, CancellationToken ct)
    {
        try
        {
            await ExecuteAsync(owner, sql, ct);
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.DuplicateObject or PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.InternalError)
        {
            // Another was faster ("tuple concurrently updated" is an internal error): the next try sees it.
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw AppRoleException.IsMissing(role, e);
        }
    }

    private static async Task<bool> IsRightAsync(NpgsqlConnection owner, string role, CancellationToken ct)
    {
        await using var ask = new NpgsqlCommand(AppRoleSql.IsRight, owner);
        ask.Parameters.Add(new NpgsqlParameter<string> { TypedValue = role });
        return (bool)(await ask.ExecuteScalarAsync(ct))!;
    }

    private static async Task ExecuteAsync(NpgsqlConnection owner, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, owner);
        await command.ExecuteNonQueryAsync(ct);
    }
}
