using Npgsql;

namespace PartnerChat.Data;

/// <summary>What every statement that is written out has need of.</summary>
internal static class Sql
{
    /// <summary>The next value of a statement, by its place.</summary>
    public static NpgsqlParameter<T> Value<T>(T value) => new() { TypedValue = value };
}
