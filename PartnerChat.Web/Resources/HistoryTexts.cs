namespace PartnerChat.Web.Resources;

/// <summary>The words of the history: pages that come, the way to a day and to a message.</summary>
public sealed class HistoryTexts;
