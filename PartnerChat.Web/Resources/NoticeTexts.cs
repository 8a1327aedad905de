namespace PartnerChat.Web.Resources;

/// <summary>What both partners are told in their chat and that is no message.</summary>
public sealed class NoticeTexts;
