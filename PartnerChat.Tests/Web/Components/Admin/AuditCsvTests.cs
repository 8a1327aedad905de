using PartnerChat.Data.Auditing;
using PartnerChat.Web.Components.Admin.Auditing;

namespace PartnerChat.Tests.Web.Components.Admin;

public sealed class AuditCsvTests
{
    [Theory]
    [InlineData("plain words", "plain words")]
    [InlineData("with, comma and \"quotes\"", "\"with, comma and \"\"quotes\"\"\"")]
    [InlineData("two\nlines", "\"two\nlines\"")]
    [InlineData("=HYPERLINK(\"http://x\")", "\"'=HYPERLINK(\"\"http://x\"\")\"")]
    [InlineData("+1", "\"'+1\"")]
    [InlineData("-1", "\"'-1\"")]
    [InlineData("@SUM(A1)", "\"'@SUM(A1)\"")]
    [InlineData("  =1+1", "\"'  =1+1\"")]
    [InlineData("\t=1+1", "\"'\t'=1+1\"")]
    [InlineData("＝1+1", "\"'＝1+1\"")]
    [InlineData("asked; =1+1", "\"asked; '=1+1\"")]
    [InlineData("asked\t@SUM(A1)", "asked\t'@SUM(A1)")]
    [InlineData("asked\n-1", "\"asked\n'-1\"")]
    [InlineData(null, "")]
    public void Line_ReasonOfEachKind_IsACellAndNoFormula(string? reason, string cell)
    {
        var row = new AuditRow(Guid.Empty, DateTimeOffset.UnixEpoch, Guid.Empty, null, "192.0.2.7", "conversation.inspected", "conversation", null, null, reason, "{}");

        Assert.Equal($"1970-01-01T00:00:00.000000Z,{Guid.Empty},,192.0.2.7,conversation.inspected,conversation,,,{cell},{{}}\r\n", AuditCsv.Line(row));
    }

    [Fact]
    public void Deeds_OfEveryActionInTheLog_HaveWords()
    {
        var actions = typeof(AuditActions).GetFields().Select(f => (string)f.GetRawConstantValue()!);

        Assert.Empty(actions.Except(Enum.GetValues<AuditDeed>().Select(d => d.ActionOf())));
    }
}
